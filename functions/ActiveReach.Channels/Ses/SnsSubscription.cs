using System.Text.RegularExpressions;
using ActiveReach.Channels.Vendors;
using ActiveReach.Problems;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.Ses;

/// <summary>The topic of SNS that brings SES's events, and the answer to its question whether we want them.
/// Source: docs.aws.amazon.com/sns/latest/dg/http-subscription-confirmation-json.html.</summary>
/// <param name="topic">Its ARN; null takes any.</param>
public sealed partial class SnsSubscription(string? topic, HttpClient http, ILogger<SnsSubscription> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The same for another topic.</summary>
    public SnsSubscription With(string? other) => new(other, http, log);

    public bool IsOurs(string? told) => topic is null || told == topic;

    /// <summary>Visits the address that SNS gives. Nobody but SNS is ever visited, whoever asks.</summary>
    /// <exception cref="InvalidInputException">It is none of SNS's.</exception>
    /// <exception cref="BusyException">SNS doesn't answer: it asks again.</exception>
    public async Task ConfirmAsync(string? address, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var visited) || visited.Scheme != Uri.UriSchemeHttps || !visited.IsDefaultPort || visited.UserInfo.Length > 0 || !HostOfSns().IsMatch(visited.Host))
            throw new InvalidInputException("SubscribeURL", "invalid_value", "SubscribeURL is no https address of SNS (sns.REGION.amazonaws.com): subscribe again at Amazon.");
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(Patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, visited);
        if (await http.AskAsync(request, timeout.Token) is not { IsSuccess: true })
            throw new BusyException("SNS doesn't take the confirmation now: subscribe again later.", TimeSpan.FromMinutes(1));
        log.LogInformation("The subscription of SNS at {Host} is confirmed.", visited.Host);
    }

    [GeneratedRegex(@"^sns\.[a-z0-9-]{4,30}\.amazonaws\.com(\.cn)?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex HostOfSns();
}
