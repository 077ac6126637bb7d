fn main() {
    // ANCHOR: pour
    let tea = pour(
        // ANCHOR: cups
        2,
        // ANCHOR_END: cups
    );
    // ANCHOR_END: pour
    drink(tea);
}
