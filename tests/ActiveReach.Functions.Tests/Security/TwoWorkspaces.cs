using ActiveReach.Access;
using System.Net;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Security;

/// <summary>The app with a second workspace that has things of its own, which nobody of <c>demo</c> may ever see.</summary>
public sealed class TwoWorkspaces : IAsyncLifetime
{
    /// <summary>Stands in every text of the second workspace.</summary>
    public const string Secret = "Zanzibar";

    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);

    internal RunningApp App { get; private set; } = null!;

    internal string OtherAdmin { get; private set; } = "";

    /// <summary>Id of a thing of the second workspace, by the name of the route's parameter.</summary>
    internal string ForeignId(string parameter, string template)
    {
        var kind = template.Split('/').SkipWhile(part => part != "{ws}").Skip(1).FirstOrDefault() ?? "";
        return ids.GetValueOrDefault(parameter is "id" ? kind : parameter + "s", "none-" + Secret);
    }

    public async Task InitializeAsync()
    {
        App = await RunningApp.StartAsync();
        (_, OtherAdmin) = await App.Get<CreateWorkspace>().RunAsync(Secret, "boss@zanzibar.example");
        var other = App.As(OtherAdmin);
        const string Root = "/api/workspaces/zanzibar";
        ids["members"] = await IdAsync(other, $"{Root}/members", new { email = "ann@zanzibar.example", role = "viewer", name = Secret });
        ids["keys"] = await IdAsync(other, $"{Root}/keys", new { name = Secret, role = "viewer" });
        ids["outlets"] = await IdAsync(other, $"{Root}/outlets", new { name = Secret });
        ids["providers"] = await IdAsync(other, $"{Root}/providers", new { provider = "smtp", name = Secret, settings = new { host = "mail.zanzibar.example" } });
        ids["campaigns"] = await IdAsync(other, $"{Root}/campaigns", new { name = Secret, type = "one_time" });
    }

    public async Task DisposeAsync() => await App.DisposeAsync();

    private static async Task<string> IdAsync(HttpClient client, string path, object body)
    {
        var made = await client.PostJsonAsync(path, body);
        Assert.True(made.Status is HttpStatusCode.Created, $"{path}: {made.Status} {made.Body}");
        return made.Text("id");
    }
}
