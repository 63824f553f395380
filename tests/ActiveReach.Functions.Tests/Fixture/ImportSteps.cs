using System.Net;
using System.Text;

namespace ActiveReach.Functions.Tests.Fixture;

/// <summary>Imports as a caller makes them.</summary>
internal static class ImportSteps
{
    private const string Route = "api/workspaces/demo/contacts/import";

    /// <summary>Sends the file and asks until its job is over.</summary>
    /// <returns>The job as it ended.</returns>
    public static async Task<Answer> ImportAsync(this RunningApp app, string file, string type = "text/csv")
    {
        return await app.OverAsync(await app.Sender.SendAsync(HttpMethod.Post, Route, Encoding.UTF8.GetBytes(file), type));
    }

    /// <summary>Asks until the job of an accepted file is over, as a caller does.</summary>
    /// <returns>The job as it ended.</returns>
    public static Task<Answer> OverAsync(this RunningApp app, Answer accepted)
    {
        Assert.True(accepted.Status is HttpStatusCode.Accepted, $"{accepted}");
        return Eventually.SeenAsync("the import is over", () => app.Viewer.GetJsonAsync(accepted.Headers["Location"].TrimStart('/')), job => job.Text("state") is "complete" or "failed");
    }

    /// <summary>The same of a file that must have been read to its end.</summary>
    public static async Task<Answer> CompleteAsync(this RunningApp app, Answer accepted)
    {
        var job = await app.OverAsync(accepted);
        Assert.True(job.Text("state") is "complete", job.Body);
        return job;
    }

    /// <summary>The lines of the job's report, without the header.</summary>
    public static async Task<IReadOnlyList<string>> ReportAsync(this RunningApp app, Answer job) =>
        (await app.Viewer.GetJsonAsync(job.Text("reportUrl").TrimStart('/'))).Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..];

    /// <summary>The contact with this external id; null when there is none.</summary>
    public static async Task<Answer?> FindContactAsync(this RunningApp app, string externalId)
    {
        var found = (await app.Viewer.GetJsonAsync($"api/workspaces/demo/contacts?limit=200&q={Uri.EscapeDataString(externalId)}")).Json.GetProperty("items").EnumerateArray()
            .Where(item => item.TryGetProperty("externalId", out var id) && id.GetString() == externalId).ToList();
        return found.Count == 0 ? null : await app.Viewer.GetJsonAsync($"api/workspaces/demo/contacts/{found[0].GetProperty("id").GetString()}");
    }
}
