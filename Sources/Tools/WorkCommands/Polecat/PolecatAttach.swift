import Arguments
import CommandKit
import Mail
import Stores
import Vocabulary

/// `gt polecat attach`: shows a worker's session in this terminal.
struct PolecatAttach: RunnableCommand {
    static let name = "attach"
    static let summary = "Show a polecat's session in this terminal"
    static let details = "Leave it with the keys Ctrl-b d; the worker goes on."

    @Argument("polecat", help: "<rig>/<name>, or its name alone where it is the only one") var name: String

    init() {}

    func run(in context: CommandContext) throws { try context.attach(to: context.polecat(name)) }
}

extension CommandContext {
    /// The worker that a person names: `<rig>/<name>`, its whole address, or its name alone.
    func polecat(_ text: String) throws -> Address {
        let book = try AddressBook(of: stores())
        let address: Address
        do {
            address = try book.resolve(text.contains("/") ? text : "polecats/\(text)")
        } catch let fault as AddressFault {
            throw fault.problem { nearMatches($0, among: $1) }
        }
        guard case .polecat = address else { throw Problem(.notFound, "\(text) is no polecat") }
        return address
    }
}
