/// The headings of `bd --help`.
enum Section {
    static let issues = "Working with issues"
    static let finding = "Finding work"
    static let ties = "Dependencies, labels, comments"
    static let ledger = "The ledger"
}
