// The page's engines: real Go, on the reader's own machine.
export * from "./contract";
