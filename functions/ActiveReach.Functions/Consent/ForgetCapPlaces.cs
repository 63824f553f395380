using ActiveReach.Consent.Caps;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Consent;

/// <summary>Deletes what no frequency cap can look back to.</summary>
public sealed class ForgetCapPlaces(ICapStore caps, TimeProvider clock)
{
    private const int AtOnce = 5_000;

    [Function(nameof(ForgetCapPlaces))]
    public async Task RunAsync([TimerTrigger("45 17 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        while (await caps.ForgetAsync(clock.GetUtcNow() - FrequencyCap.Longest, AtOnce, cancellation) == AtOnce)
        {
        }
    }
}
