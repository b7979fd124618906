import Effects
import Layout
import Stores
package import Vocabulary

extension CommandContext {
    /// Whose command this is: what `GT_ROLE` says, else who is at home in the folder, else the overseer.
    ///
    /// It says whose inbox or hook is meant; it proves nothing.
    package func caller() throws -> Address {
        if let role = effects.environment["GT_ROLE"], !role.isEmpty {
            guard let address = Address(role) else {
                throw Problem(
                    .usage,
                    "GT_ROLE is \"\(role)\", which is no address",
                    hints: ["`mayor`, `<rig>/polecats/<name>` and `<rig>/crew/<name>` are addresses."]
                )
            }
            return address
        }
        return Address(home: folder, in: try stores().town()) ?? .overseer
    }
}
