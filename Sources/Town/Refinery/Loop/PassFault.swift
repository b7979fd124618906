import Host
package import Layout

/// Why the last pass of a running refinery failed, such as a remote that does not answer.
///
/// Kept beside the loop and not in the ledger: it comes and goes with the network, and nothing hangs on it.
package enum PassFault {
    /// What was said last; `nil` when the last pass went well or none was made.
    package static func read(_ rig: RigLayout) -> String? {
        (try? Files.text(at: rig.refineryFault, limit: 64_000)).map { String($0.prefix { $0 != "\n" }) }
    }

    /// Replaces what was said; a folder of caches that cannot be written is no reason to stop.
    static func keep(_ text: String?, _ rig: RigLayout) {
        if let text {
            try? Files.write(Array((text + "\n").utf8), to: rig.refineryFault)
        } else if Files.exists(rig.refineryFault) {
            try? Files.remove(rig.refineryFault)
        }
    }
}
