using System.Net;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Outlets;

/// <summary>Outlets and the people who belong to them, as tests write them.</summary>
internal static class OutletSteps
{
    public const string Outlets = "/api/workspaces/demo/outlets";

    public const string Contacts = "/api/workspaces/demo/contacts";

    /// <returns>The id.</returns>
    public static async Task<string> OutletAsync(this RunningApp app, object definition)
    {
        var made = await app.Admin.PostJsonAsync(Outlets, definition);
        Assert.True(made.Status is HttpStatusCode.Created, made.Body);
        return made.Text("id");
    }

    /// <returns>The path.</returns>
    public static async Task<string> ContactAsync(this RunningApp app, object contact)
    {
        var made = await app.Sender.PostJsonAsync(Contacts, contact);
        Assert.True(made.Status is HttpStatusCode.Created or HttpStatusCode.OK, made.Body);
        return $"{Contacts}/{made.Text("id")}";
    }

    /// <summary>The outlet of a contact and what put them there; null for none.</summary>
    public static async Task<(string? Outlet, string? By)> OutletOfAsync(this RunningApp app, string path)
    {
        var contact = (await app.Viewer.GetJsonAsync(path)).Json;
        return (Member("outlet"), Member("outletBy"));

        string? Member(string name) => contact.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    /// <summary>Waits until everybody is assigned by the outlets and the rule of now.</summary>
    public static Task<Answer> AssignedAsync(this RunningApp app) =>
        Eventually.SeenAsync("everybody is assigned", () => app.Viewer.GetJsonAsync(Outlets + "/assignment"), assignment => assignment.Text("state") is "complete");
}
