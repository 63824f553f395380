using System.Text.Json;
using ActiveReach.Audiences;
using ActiveReach.Channels;
using ActiveReach.Functions.Http;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Audiences;

/// <summary>How many an audience is, before anything is sent.</summary>
public sealed class PreviewFunctions(PreviewAudience preview)
{
    [Function("PreviewAudience")]
    [RequiresRole(Role.Viewer)]
    [NotRepeatable("it changes nothing")]
    [Operation("Counts an audience exactly, everywhere or at one outlet (location): total, reachable by channel, excluded by reason, and a sample; where nobody can be reached, it says why and what to do.", Query = ["location"], Request = typeof(PreviewRequest), Response = typeof(PreviewView))]
    public async Task<Answer> PreviewAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/workspaces/{ws}/audience/preview")] HttpRequest request)
    {
        request.RefuseUnknownQuery("location");
        var body = await request.ReadJsonAsync<PreviewRequest>();
        var audience = new Audience { Include = body.Include ?? [], Exclude = body.Exclude ?? [], Where = body.Where, Contacts = body.Contacts, Outlet = request.One("location") };
        return Answers.Ok(PreviewView.Of(await preview.RunAsync(request.Caller(), audience, body.Channels, body.Topic, request.HttpContext.RequestAborted)));
    }
}

/// <param name="Where">An expression; missing: everybody.</param>
/// <param name="Contacts">Ids or external ids instead.</param>
/// <param name="Channels">In order of priority; missing: all.</param>
/// <param name="Topic">What the message would be about; missing: nothing in particular.</param>
public sealed record PreviewRequest(
    IReadOnlyList<string>? Include = null,
    IReadOnlyList<string>? Exclude = null,
    JsonElement? Where = null,
    IReadOnlyList<string>? Contacts = null,
    IReadOnlyList<Channel>? Channels = null,
    string? Topic = null);

/// <param name="Reason">That nobody can be reached, in a sentence; missing where somebody can.</param>
/// <param name="NextAction">Then: why, by counts, and what to do.</param>
public sealed record PreviewView(
    long Total,
    IReadOnlyDictionary<string, long> Reachable,
    IReadOnlyDictionary<string, long> Excluded,
    IReadOnlyList<PreviewPerson> Sample,
    string? Reason = null,
    string? NextAction = null)
{
    public static PreviewView Of(AudiencePreview preview) => new(
        preview.Total,
        preview.Reachable.ToDictionary(pair => pair.Key.Name(), pair => pair.Value, StringComparer.Ordinal),
        preview.Excluded,
        [.. preview.Sample.Select(person => new PreviewPerson(person.Id.ToString(), person.ExternalId, person.FirstName, person.LastName, person.City, person.Country))],
        preview.Nobody?.Reason,
        preview.Nobody?.NextAction);
}

/// <summary>Enough to recognise somebody by, without their addresses.</summary>
public sealed record PreviewPerson(string Id, string? ExternalId, string? FirstName, string? LastName, string? City, string? Country);
