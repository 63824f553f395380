using ActiveReach.Consent.Caps;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Consent;

/// <summary>Keeps the places that frequency caps count from growing for ever.</summary>
public sealed class CapFunctions(ForgetCapPlaces forget)
{
    [Function(nameof(ForgetCapPlaces))]
    public Task ForgetAsync([TimerTrigger("45 17 * * * *")] TimerInfo timer, CancellationToken cancellation) => forget.RunAsync(cancellation);
}
