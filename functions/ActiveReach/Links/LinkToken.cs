using ActiveReach.Ids;

namespace ActiveReach.Links;

/// <summary>What a link in a message says: which message, and which of the run's links. Nothing personal.</summary>
/// <param name="Run">Number of the run; null in links of the older form, which name the run in <paramref name="Address"/>.</param>
/// <param name="Address">Place of the message; its run is empty where the number stands for it.</param>
/// <param name="Link">Number of the link in the run; 0 for opens and unsubscribes.</param>
public readonly record struct LinkToken(long? Run, LedgerAddress Address, int Link);
