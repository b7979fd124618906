package import Vocabulary

/// Who a command says it is called by: what the environment of a session of the town tells.
///
/// It is a claim, never a proof: the ledger says whether the occupation is still the present one.
package struct SessionIdentity: Hashable, Sendable {
    package let address: Address
    package let incarnation: Incarnation
    package let token: FencingToken

    package static let roleVariable = "GT_ROLE"
    package static let incarnationVariable = "GT_INCARNATION"
    package static let tokenVariable = "GT_TOKEN"

    package init(address: Address, incarnation: Incarnation, token: FencingToken) {
        self.address = address
        self.incarnation = incarnation
        self.token = token
    }

    /// `nil` outside a worker's session.
    package init?(environment: [String: String]) {
        guard let address = environment[SessionIdentity.roleVariable].flatMap({ Address($0) }),
            let incarnation = environment[SessionIdentity.incarnationVariable].flatMap({ Incarnation($0) }),
            let token = environment[SessionIdentity.tokenVariable].flatMap({ Int($0) })
        else { return nil }
        self.init(address: address, incarnation: incarnation, token: FencingToken(token))
    }

    /// The variables that make ``init(environment:)`` read this identity.
    package var variables: [String: String] {
        [
            SessionIdentity.roleVariable: address.description,
            SessionIdentity.incarnationVariable: incarnation.description,
            SessionIdentity.tokenVariable: token.description,
        ]
    }
}
