import Basics
import Settings

/// What a refinery remembers from pass to pass; nothing of it has to outlive the process.
package final class RefineryMemory {
    private var doubt: Doubt?

    private struct Doubt {
        let reason: String
        let settings: MergeQueueSettings
        let since: Timestamp
    }

    /// How long a target is believed to be red when nobody says that there is news.
    private static let patience = Duration.seconds(600)

    package init() {}

    /// Whether the target was red when it was asked last.
    var hasDoubt: Bool { doubt != nil }

    /// Why there is no use in asking the gates again yet.
    func reasonToWait(_ settings: MergeQueueSettings, at now: Timestamp) -> String? {
        guard let doubt, doubt.settings == settings, doubt.since.distance(to: now) < Self.patience else { return nil }
        return doubt.reason
    }

    func doubt(_ reason: String, _ settings: MergeQueueSettings, since now: Timestamp) {
        doubt = Doubt(reason: reason, settings: settings, since: now)
    }

    func trust() { doubt = nil }
}
