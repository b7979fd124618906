import Arguments
package import Vocabulary

extension RigName: ArgumentValue {
    package init?(argument: String) { self.init(argument) }
    package static var kind: String { "name of a rig" }
}

extension Prefix: ArgumentValue {
    package init?(argument: String) {
        var text = argument[...]
        while text.hasSuffix("-") { text.removeLast() }
        self.init(String(text))
    }
    package static var kind: String { "prefix" }
}

extension Address: ArgumentValue {
    package init?(argument: String) { self.init(argument) }
    package static var kind: String { "address" }
}
