import Arguments

/// `bd label`: words attached to beads.
struct Labels: Command {
    static let name = "label"
    static let summary = "Attach labels to issues and look at them"
    static let section = Section.ties
    static var subcommands: [any Command.Type] {
        [LabelAdd.self, LabelRemove.self, LabelList.self, LabelListAll.self]
    }
}
