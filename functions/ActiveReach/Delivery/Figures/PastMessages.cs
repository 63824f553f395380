using ActiveReach.Audiences.Behaviour;
using ActiveReach.Campaigns;

namespace ActiveReach.Delivery.Figures;

/// <summary>What the ledger knows of a message, as audiences ask for it.</summary>
public static class PastMessages
{
    /// <param name="run">The run of the row; null where nobody knows it any more.</param>
    public static PastMessage Of(LedgerRow row, Run? run) => new()
    {
        Campaign = row.Campaign,
        Run = row.Address.Run,
        State = row.State,
        HandedAt = row.HandedAt,
        OpenedAt = row.OpenedAt,
        ClickedAt = row.ClickedAt,
        RepliedAt = row.RepliedAt,
        DeliveredAt = row.DeliveredAt,
        OptedOutAt = row.OptedOutAt,
        HeldAt = row.HeldAt,
        CompletedAt = run is { Status: RunStatus.Complete } ? run.CompletedAt : null,
    };
}
