namespace ActiveReach.Consent;

/// <summary>What stands behind a word about consent. A no always holds, for the address and everybody who has it; a yes lifts a no only
/// where it has at least its weight and, below <see cref="Person"/>, comes about the same contact. Stored: never renumber.</summary>
public enum ConsentWeight
{
    /// <summary>A file says so.</summary>
    File = 1,

    /// <summary>Somebody entered it, or a system did.</summary>
    Recorded = 2,

    /// <summary>The person said so (a keyword, a link, a reply that was read), or there is proof of it, or an admin answers for it.</summary>
    Person = 3,
}
