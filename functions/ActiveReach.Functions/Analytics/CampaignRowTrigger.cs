using ActiveReach.Analytics;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Analytics;

/// <summary>Keeps the figures in lists of campaigns fresh while runs are under way.</summary>
public sealed class CampaignRowTrigger(RefreshCampaignRows refresh)
{
    [Function(nameof(RefreshCampaignRows))]
    public Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellation) => refresh.RunAsync(cancellation);
}
