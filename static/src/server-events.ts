// Events reads server-sent events out of an answer's text, which comes in pieces
// that begin and end anywhere. EventSource cannot be used where something is
// sent along.
export class Events {
  private rest = "";

  read(piece: string): { name: string; data: string }[] {
    this.rest += piece;
    const blocks = this.rest.split("\n\n");
    this.rest = blocks.pop() ?? "";
    return blocks.flatMap((block) => {
      const event = { name: "message", data: "" };
      for (const line of block.split("\n")) {
        if (line.startsWith("event: ")) event.name = line.slice(7);
        if (line.startsWith("data: ")) event.data += line.slice(6);
      }
      return event.data === "" ? [] : [event];
    });
  }
}
