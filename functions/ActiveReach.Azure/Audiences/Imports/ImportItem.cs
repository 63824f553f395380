using ActiveReach.Azure.Audiences.Items;

namespace ActiveReach.Azure.Audiences.Imports;

/// <summary>An import that takes rows, and what became of those that came last.</summary>
internal sealed record ImportItem : Item
{
    /// <summary>The batch that was stored last; 0 before the first.</summary>
    public int Batch { get; init; }

    public string Outcomes { get; init; } = "";

    public DateTimeOffset? ClosedAt { get; init; }
}
