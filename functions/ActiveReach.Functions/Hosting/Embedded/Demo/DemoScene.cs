using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using ActiveReach.Functions.Demo;
using Functions.Embedded.Clock;
using Spectre.Console;

namespace ActiveReach.Functions.Hosting.Demo;

/// <summary>Plays a campaign from the generated contacts to the final figures, over the app's own HTTP surface.</summary>
internal sealed class DemoScene(Uri address, RuntimeActivity activity, TimeProvider clock, string directory, int contacts, int seed)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(150);

    public async Task PlayAsync(CancellationToken cancellation)
    {
        if (Console.IsOutputRedirected)
            WritePlainly();
        Console.WriteLine("Time-lapse: the clock is moved to the next event whenever nothing goes on, so hours pass in seconds. Times shown are those of the moved clock.");
        var began = clock.GetUtcNow();
        using var admin = new DemoApi(address, "demo-admin-key");
        using var lead = new DemoApi(address, "demo-sender-key");
        using var viewer = new DemoApi(address, "demo-viewer-key");
        var took = Stopwatch.StartNew();
        var beginning = activity.Begin("demo");
        JsonNode figures;
        string campaign;
        try
        {
            await ImportAsync(admin, cancellation);
            campaign = await DraftAsync(viewer, admin, cancellation);
            await ApproveAsync(lead, campaign, cancellation);
        }
        finally
        {
            beginning.Dispose();
        }

        figures = await WatchAsync(admin, campaign, cancellation);
        DemoFigures.Print(figures);
        Console.WriteLine($"Campaign   {address}api/workspaces/demo/campaigns/{campaign}");
        Console.WriteLine($"Figures    {address}api/workspaces/demo/campaigns/{campaign}/analytics?by=variant");
        Console.WriteLine($"Recipients {address}api/workspaces/demo/campaigns/{campaign}/recipients?action=clicked");
        Console.WriteLine($"Interface  {address}api/openapi.json");
        Console.WriteLine($"Reference  {address}reference/");
        Console.WriteLine("Send the header 'Authorization: Bearer demo-admin-key'. It serves until Ctrl-C.");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Demo complete: a campaign of {contacts:N0} contacts, with its 4-hour test and its 6-hour reply window, took {took.Elapsed.TotalSeconds:0.0} s; meanwhile the clock was moved by {(clock.GetUtcNow() - began).TotalHours:0.0} hours (time-lapse)."));
    }

    /// <summary>Some build servers are taken for terminals, though what they keep is a file.</summary>
    private static void WritePlainly()
    {
        AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No });
        AnsiConsole.Profile.Width = 400;
    }

    private async Task ImportAsync(DemoApi admin, CancellationToken cancellation)
    {
        var file = Path.Combine(directory, "demo-contacts.csv");
        await using (var csv = File.Create(file))
            await new ContactGenerator(seed).WriteAsync(csv, contacts, cancellation);
        AnsiConsole.MarkupLineInterpolated($"Generated {contacts:N0} contacts in {file}");
        var job = (string)(await admin.UploadAsync("contacts/import?mode=upsert", file, "text/csv", cancellation))["jobId"]!;
        await DemoBoard.ShowAsync(clock, async board =>
        {
            while (true)
            {
                var state = await admin.GetAsync($"contacts/import/{job}", cancellation);
                board.Bar("import", (double)(state["rows"] ?? 0)!, contacts);
                if ((string)state["state"]! is "complete")
                    return;
                if ((string)state["state"]! is "failed")
                    throw new InvalidOperationException($"The import failed: {state.ToJsonString()}");
                await Task.Delay(Glance, cancellation);
            }
        });
    }

    private static async Task<string> DraftAsync(DemoApi viewer, DemoApi admin, CancellationToken cancellation)
    {
        var campaign = (string)(await viewer.PostAsync("campaigns", DemoDefinition.Campaign, cancellation))["id"]!;
        await admin.PatchAsync($"campaigns/{campaign}", DemoDefinition.AtAnyHour, cancellation);
        await viewer.PostAsync($"campaigns/{campaign}/submit", null, cancellation);
        AnsiConsole.MarkupLineInterpolated($"viewer@example.com drafted [bold]{campaign}[/], an admin let it go at any hour, and it was submitted for approval.");
        return campaign;
    }

    private static async Task ApproveAsync(DemoApi lead, string campaign, CancellationToken cancellation)
    {
        var approvals = await lead.GetAsync($"campaigns/{campaign}/approvals", cancellation);
        var first = approvals["items"]!.AsArray().First(item => item!["url"] is not null)!;
        await lead.SubmitFormAsync((string)first["url"]!, new Dictionary<string, string> { ["decision"] = "approve", ["comment"] = "Looks good." }, cancellation);
        AnsiConsole.MarkupLineInterpolated($"{(string)first["approver"]!} opened the link and approved it.");
    }

    private async Task<JsonNode> WatchAsync(DemoApi admin, string campaign, CancellationToken cancellation)
    {
        await DemoBoard.ShowAsync(clock, async board =>
        {
            while (true)
            {
                var state = await admin.GetAsync($"campaigns/{campaign}", cancellation);
                var figures = await admin.GetAsync($"campaigns/{campaign}/analytics?by=stage,channel", cancellation);
                board.Show(state, figures);
                if ((string)state["status"]! is "complete" && (bool)figures["final"]!)
                    return;
                if ((string)state["status"]! is "failed" or "cancelled")
                    throw new InvalidOperationException($"The campaign ended as {(string)state["status"]!}: {(string?)state["statusReason"]}");
                await Task.Delay(Glance, cancellation);
            }
        });
        return await admin.GetAsync($"campaigns/{campaign}/analytics", cancellation);
    }
}
