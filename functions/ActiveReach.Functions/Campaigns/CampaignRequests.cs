using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Campaigns;

/// <summary>What the campaign routes read from requests and answer in the same way.</summary>
internal static class CampaignRequests
{
    /// <summary>The version that <c>If-Match</c> names; null without one.</summary>
    /// <param name="yours">What the caller wants to make of it, for the answer to a conflict.</param>
    public static VersionCondition? Condition(this HttpRequest request, object? yours = null) => request.Headers.IfMatch.Count == 0
        ? null
        : campaign => request.CheckMatch(CampaignView.Tag(campaign), CampaignView.Of(campaign), yours);

    /// <summary>The body as a <typeparamref name="T"/>, or null when nothing was sent.</summary>
    public static async Task<T?> ReadOptionalJsonAsync<T>(this HttpRequest request)
        where T : class =>
        request.ContentLength is null or 0 && request.ContentType is null ? null : await request.ReadJsonAsync<T>();
}
