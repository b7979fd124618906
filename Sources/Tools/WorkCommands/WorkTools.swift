package import Arguments

/// The commands of `gt` that move work: from ready beads to landed ones.
package enum WorkTools {
    package static var commands: [any Command.Type] {
        [
            ReadyAll.self, SlingBead.self, UnslingBead.self, HookShow.self, DoneWork.self, PolecatGroup.self,
            ConvoyCommand.self, SnapshotCommand.self,
            MergeQueueCommand.self, RefineryCommand.self,
        ]
    }
}
