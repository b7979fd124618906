/// Something a command takes from the command line.
///
/// The property wrappers `Argument`, `Option` and `Flag` are boxes: a command's stored properties
/// are found by reflection and filled in place. Only the chosen command is looked at.
package protocol Parameter: AnyObject {
    /// How it looks from outside.
    var shape: Shape { get }
    /// Whether the command line named it.
    var isGiven: Bool { get }
    /// Takes one text; `nil` means that nothing was left where a text must follow.
    func take(_ text: String?) throws(Misuse)
}

/// Parameters that several commands share, declared as one stored property.
@propertyWrapper
package final class Group<Members> {
    package let wrappedValue: Members
    package init(wrappedValue: Members) { self.wrappedValue = wrappedValue }
}

private protocol ParameterGroup { var members: Any { get } }
extension Group: ParameterGroup { fileprivate var members: Any { wrappedValue } }

/// The parameters among the stored properties of `value`, groups opened, in order of declaration.
func parameters(of value: Any) -> [any Parameter] {
    Mirror(reflecting: value).children.flatMap { child -> [any Parameter] in
        switch child.value {
        case let parameter as any Parameter: [parameter]
        case let group as any ParameterGroup: parameters(of: group.members)
        default: []
        }
    }
}
