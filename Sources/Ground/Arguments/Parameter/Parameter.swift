/// Something a command takes from the command line.
///
/// The property wrappers `Argument`, `Option` and `Flag` are boxes that are filled in place. Each
/// makes itself known to `ParameterList` when it is made.
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
struct Blank<Made> {
    let command: Made
    let parameters: [any Parameter]

    /// Notes what comes forward while `make` runs.
    init(_ make: () -> Made) {
        let list = ParameterList()
        command = ParameterList.$current.withValue(list) { make() }
        parameters = list.parameters
    }
}

/// The parameters of the command that is being made.
final class ParameterList: @unchecked Sendable {
    /// Grows in the one task that makes the command.
    fileprivate private(set) var parameters: [any Parameter] = []
    @TaskLocal fileprivate static var current: ParameterList?

    /// To be called by every parameter once it is made.
    static func add(_ parameter: any Parameter) { current?.parameters.append(parameter) }
}
