import Effects
package import Host
import Layout
import Ledger
package import Supervised
package import Vocabulary

extension Sessions {
    /// Ends the session of an occupation from outside of it, once the calling command has returned.
    ///
    /// For a command inside that session, such as `gt done`: its answer must reach the agent before the
    /// agent ends. What is started belongs to no occupation, so that it does not end itself.
    package func endAfterThisCommand(_ address: Address, _ incarnation: Incarnation) throws {
        guard let own = ProcessIdentity.current else {
            throw Problem(.environment, "the system does not tell what process this is")
        }
        let inherited = ["HOME", "LOGNAME", "PATH", "TMPDIR", "USER", "GT_TOWN_ROOT", "GT_TEST_STORES", "DOLTLITE_LIB"]
        var call = ProcessCall(
            program,
            [
                "session-end", "--incarnation", incarnation.description, "--after", "\(own.pid)", "--began",
                "\(own.startTime)", address.description,
            ],
            in: town.root
        )
        call.environment = effects.environment.filter { inherited.contains($0.key) }
        try Files.makeFolders(town.daemon)
        try Programs.startDetached(call, log: "\(town.daemon)/session-end.log")
    }

    /// The other end of ``endAfterThisCommand(_:_:)``: waits at most ten seconds for `caller` to end, then
    /// ends the occupation's processes.
    @discardableResult
    package func end(
        _ address: Address,
        _ incarnation: Incarnation,
        after caller: ProcessIdentity,
        _ supervision: Supervision
    ) throws -> Ending {
        let step = Duration.milliseconds(20)
        var waited = Duration.zero
        // As long as it lives it is an ancestor of this process, and those are spared.
        while caller.isAlive, waited < .seconds(10) {
            effects.pause(step)
            waited += step
        }
        let records = try supervision.recorded(of: address)
        return try supervision.end(records.filter { $0.incarnation == incarnation.description })
    }
}
