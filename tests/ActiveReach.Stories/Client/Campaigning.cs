using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace ActiveReach.Stories.Client;

/// <summary>What a marketer does, in sentences.</summary>
internal static class Campaigning
{
    /// <summary>Contacts <c>c1 … cN</c> in Pune with a phone and an e-mail address each.</summary>
    public static string ContactsCsv(int count)
    {
        var csv = new StringBuilder("external_id,first_name,phone,email,city,country,consent.sms,consent.email\n");
        for (var number = 1; number <= count; number++)
            csv.Append(CultureInfo.InvariantCulture, $"c{number},Asha{number},+9198{number:00000000},c{number}@example.com,Pune,IN,opted_in,opted_in\n");
        return csv.ToString();
    }

    public static async Task ImportAsync(this ApiClient api, string csv)
    {
        var job = (string)(await api.PostTextAsync("contacts/import?mode=upsert", csv, "text/csv"))["jobId"]!;
        var done = await api.UntilAsync($"contacts/import/{job}", answer => (string)answer["state"]! is "complete" or "failed");
        Assert.Equal("complete", (string)done["state"]!);
    }

    public static async Task<string> DraftAsync(this ApiClient api, object definition) =>
        (string)(await api.PostAsync("campaigns", definition))["id"]!;

    /// <summary>A draft that goes out at once.</summary>
    public static async Task<string> LaunchAsync(this ApiClient api, object definition)
    {
        var id = await api.DraftAsync(definition);
        await api.PostAsync($"campaigns/{id}/launch");
        return id;
    }

    /// <summary>Changes a campaign as it stands now.</summary>
    public static async Task EditAsync(this StoryHost story, string campaign, object patch)
    {
        using var get = await story.Api.RawAsync(new HttpRequestMessage(HttpMethod.Get, $"api/workspaces/demo/campaigns/{campaign}"));
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"api/workspaces/demo/campaigns/{campaign}") { Content = JsonContent.Create(patch) };
        request.Headers.IfMatch.Add(get.Headers.ETag!);
        using var answer = await story.Api.RawAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public static Task<JsonNode> UntilStatusAsync(this ApiClient api, string campaign, string status, TimeSpan? bound = null) =>
        api.UntilAsync($"campaigns/{campaign}", answer => (string)answer["status"]! == status, bound);

    public static Task<JsonNode> UntilAsync(this ApiClient api, string path, Func<JsonNode, bool> isThere, TimeSpan? bound = null) =>
        Eventually.SeenAsync($"'{path}' is there", () => api.GetAsync(path), isThere, bound: bound);
}
