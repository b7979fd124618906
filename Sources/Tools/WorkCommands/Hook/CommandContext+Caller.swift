import CommandKit
import Effects
import Polecats
import Vocabulary

extension CommandContext {
    /// The address that a word means, `<rig>/<name>` being a polecat.
    func agentAddress(_ text: String) throws -> Address {
        if let address = Address(text) { return address }
        let parts = text.split(separator: "/")
        if parts.count == 2, let rig = RigName(String(parts[0])), let name = SeatName(String(parts[1])) {
            return .polecat(rig, name)
        }
        throw Problem(
            .usage,
            "\"\(text)\" is no address of an agent",
            hints: ["`<rig>/<name>`, `<rig>/refinery` and `mayor` are; `gt polecat list` shows the polecats."]
        )
    }

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
