namespace ActiveReach.Consent.Caps;

/// <summary>Deletes what no frequency cap can look back to.</summary>
public sealed class ForgetCapPlaces(ICapStore caps, TimeProvider clock)
{
    private const int AtOnce = 5_000;

    public async Task RunAsync(CancellationToken cancellation = default)
    {
        while (await caps.ForgetAsync(clock.GetUtcNow() - FrequencyCap.Longest, AtOnce, cancellation) == AtOnce)
        {
        }
    }
}
