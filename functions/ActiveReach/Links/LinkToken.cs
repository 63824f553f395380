using ActiveReach.Ids;

namespace ActiveReach.Links;

/// <summary>What a link in a message says: which message, and which of the run's links. Nothing personal.</summary>
/// <param name="Link">Index in the run's table of links; 0 for opens and unsubscribes.</param>
public readonly record struct LinkToken(LedgerAddress Address, int Link);
