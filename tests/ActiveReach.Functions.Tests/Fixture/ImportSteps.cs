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
        var accepted = await app.Sender.SendAsync(HttpMethod.Post, Route, Encoding.UTF8.GetBytes(file), type);
        var path = accepted.Headers["Location"].TrimStart('/');
        for (var attempt = 0; attempt < 1200; attempt++)
        {
            var job = await app.Viewer.GetJsonAsync(path);
            if (job.Text("state") is "complete" or "failed")
                return job;
            await Task.Delay(50);
        }

        throw new TimeoutException($"The import at {path} did not end within a minute.");
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
