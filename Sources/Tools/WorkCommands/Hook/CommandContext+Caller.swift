import CommandKit
import Effects
import Polecats
import Vocabulary

extension CommandContext {
    /// The session that this command was started in.
    ///
    /// - Throws: `Problem` outside a worker's session.
    func workerSession() throws -> SessionIdentity {
        guard let session = SessionIdentity(environment: effects.environment) else {
            throw Problem(
                .refused,
                "this is no session of a worker; nothing was done",
                causes: ["GT_ROLE, GT_INCARNATION and GT_TOKEN are not all set"],
                hints: ["`gt done` is typed by who was slung the work."]
            )
        }
        return session
    }
}
