import Arguments
import Basics
package import CommandKit
package import Mail
import Stores
package import Vocabulary

extension CommandContext {
    /// Whom a word on the command line means; `witness` and `refinery` alone are those of the caller's rig.
    ///
    /// - Throws: `Problem` with near matches, in the words of what the address is for.
    package func address(_ text: String, for purpose: AddressFault.Purpose) throws -> Address {
        let book = try AddressBook(of: stores())
        var text = text
        if ["witness", "refinery"].contains(text), let rig = try caller().rig { text = "\(rig)/\(text)" }
        do {
            return try book.resolve(text)
        } catch let fault as AddressFault {
            throw fault.problem(for: purpose) { nearMatches($0, among: $1) }
        }
    }

    /// The worker that a word means.
    package func polecat(_ text: String) throws -> (rig: RigName, name: SeatName) {
        guard case .polecat(let rig, let name) = try address(text, for: .looking) else {
            throw Misuse("\"\(text)\" is no polecat", hints: ["`gt polecat list` shows them."])
        }
        return (rig, name)
    }
}
