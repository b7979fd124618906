/// Something a command takes from the command line.
///
/// The property wrappers `Argument`, `Option` and `Flag` are boxes that are filled in place. Each
/// makes itself known to `Blank` while its command is made.
package protocol Parameter: AnyObject {
    /// How it looks from outside.
    var shape: Shape { get }
    /// Whether the command line named it.
    var isGiven: Bool { get }
    /// Takes one text; `nil` means that nothing was left where a text must follow.
    func take(_ text: String?) throws(Misuse)
}

/// A command with nothing filled in yet, and its parameters in order of declaration.
///
/// Parameters come forward when they are made, which costs nothing: finding them by reflection
/// takes a third of the time of a short call. Those of a stored property that is a plain structure
/// with parameters of its own count as the command's.
struct Blank {
    let command: any Command
    let parameters: [any Parameter]

    /// Makes `type` and notes what comes forward meanwhile.
    init(_ type: any Command.Type) {
        let list = List()
        command = Blank.$current.withValue(list) { type.init() }
        parameters = list.parameters
    }

    /// To be called by every parameter once it is made.
    static func comeForward(_ parameter: any Parameter) { current?.parameters.append(parameter) }

    @TaskLocal private static var current: List?

    /// Used by the one task that makes the command.
    private final class List: @unchecked Sendable { var parameters: [any Parameter] = [] }
}
