namespace ActiveReach.Campaigns.Moves;

internal static class CurrentRun
{
    /// <summary>The run of a campaign that is being sent or has been.</summary>
    public static async Task<Run> OfAsync(this IRunStore runs, Campaign campaign, CancellationToken cancellation) =>
        campaign.Run is { } id && await runs.FindAsync(id, cancellation) is { } run
            ? run
            : throw new InvalidOperationException($"The campaign '{campaign.Id}' is {campaign.Status}, but its run is not in the store.");
}
