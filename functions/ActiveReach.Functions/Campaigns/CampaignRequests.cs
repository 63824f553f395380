using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Functions.Http;
using ActiveReach.Inputs;
using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Campaigns;

/// <summary>What the campaign routes read from requests and answer in the same way.</summary>
internal static class CampaignRequests
{
    /// <summary>The version that <c>If-Match</c> names; null without one.</summary>
    /// <param name="yours">What the caller wants to make of it, for the answer to a conflict.</param>
    public static VersionCondition? Condition(this HttpRequest request, object? yours = null) => request.Headers.IfMatch.Count == 0
        ? null
        : campaign => request.CheckMatch(CampaignView.Tag(campaign), CampaignView.Of(campaign, AllowedMoves.Of(campaign, request.Caller().Role)), yours);

    /// <summary>The body as a <typeparamref name="T"/>, or null when nothing was sent.</summary>
    public static async Task<T?> ReadOptionalJsonAsync<T>(this HttpRequest request)
        where T : class =>
        request.ContentLength is null or 0 && request.ContentType is null ? null : await request.ReadJsonAsync<T>();

    /// <summary>For moves that take nothing: what somebody sends would have no effect, so it is refused by name. An empty object is nothing.</summary>
    public static async Task RefuseBodyAsync(this HttpRequest request)
    {
        var bytes = await request.ReadBytesAsync(RequestBody.DefaultLimit);
        if (bytes.Length == 0 || JsonInput.Read(bytes) is not { IsNull: false } sent)
            return;
        if (!sent.IsObject)
            sent.Note("wrong_type", "This move takes no body: send none.");
        foreach (var (name, member) in sent.Members)
            member.Note("unknown_field", $"This move takes no body, so '{name}' would do nothing: change the campaign with PATCH first, and send none.");
        sent.RefuseProblems();
    }
}
