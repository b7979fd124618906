import Effects
import Foundation
import Host
import Ledger
package import Sessions
package import Stores
package import Supervised
import Tmux
import Vocabulary

extension ScratchTown {
    /// The `gt` or `bd` that was built with the tests.
    package static func program(_ name: String) -> String {
        let runner = CommandLine.arguments.first.map { URL(fileURLWithPath: $0) }
        let folder = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" } ?? runner
        return (folder?.deletingLastPathComponent().path ?? ".") + "/" + name
    }

    /// Sessions on the town's private tmux server, run by the `gt` that was built with the tests.
    package var sessions: Sessions {
        Sessions(
            town: town,
            host: TmuxHost(Tmux(socket: socket, effects)),
            program: Self.program("gt"),
            effects: effects
        )
    }

    /// Sessions on a host that starts nothing.
    package func sessions(on host: RecordingHost) -> Sessions {
        Sessions(town: town, host: host, program: Self.program("gt"), effects: effects)
    }

    /// The town's recorded processes.
    package func supervision(_ stores: Stores) throws -> Supervision {
        Supervision(town: town, hq: try stores.hq(.writing), effects: effects)
    }

    /// Ends whatever the test left running; to be called when it is over.
    package func stopEverything() {
        let stores = stores()
        guard let supervision = try? supervision(stores) else { return }
        let records = (try? stores.hq().read.processes()) ?? []
        _ = try? supervision.end(records, grace: .milliseconds(100))
        // Exit tests wait for any child: one that nobody waits for keeps them waiting for ever.
        for record in records { _ = record.identity.map { Programs.reap($0) } }
        try? sessions.host.shutDown()
    }

    /// Asks until `condition` holds, at most twenty seconds; for what other processes do.
    package func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
        for _ in 0..<400 {
            if try condition() { return true }
            effects.pause(.milliseconds(50))
        }
        return false
    }
}
