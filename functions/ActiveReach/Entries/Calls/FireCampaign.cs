using ActiveReach.Audiences.Contacts;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Standing;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Entries.Calls;

/// <summary>Takes a call for a campaign that calls fire: an entry for each contact, due at once. The same call again, with the same <c>Idempotency-Key</c>, adds nothing.</summary>
public sealed class FireCampaign(
    CampaignWriter campaigns, WorkspaceRegister workspaces, FindPerson people, SaveContact save, IEntries entries, FiredCalls calls, CallUsage usage, TimeProvider clock)
{
    private const int Abreast = 16;

    /// <param name="repeatKey">The request's <c>Idempotency-Key</c>.</param>
    /// <exception cref="ConflictException">The campaign doesn't stand, or isn't one that calls fire.</exception>
    /// <exception cref="InvalidInputException">Nothing of the call can be taken: one contact that is wrong or unknown is a 422.</exception>
    public async Task<FireAnswer> RunAsync(Caller caller, CampaignId id, InputValue body, string? repeatKey, CancellationToken cancellation = default)
    {
        var campaign = await campaigns.FindAsync(caller, id, cancellation);
        var workspace = await workspaces.ReadAsync(caller.Workspace, cancellation);
        RequireStanding(campaign, workspace);
        var (called, isAlone) = new CallReader(workspace).Read(body);
        var found = await FindAsync(caller, called, cancellation);
        if (isAlone && found[0] is { Contact: null } refused)
            throw new InvalidInputException([called[0].Problem ?? new InputProblem("contact", refused.Code!, refused.Message!)], 422);

        var contacts = found.Where(each => each.Contact is not null).ToList();
        var call = new FiredCall(FiredCalls.IdOf(caller, id, body.Raw, repeatKey), found, clock.GetUtcNow());
        if (isAlone)
            call = call with { Id = FiredCalls.IdOf(call.Id, found[0].Contact!.Value) };
        await usage.ChargeAsync(workspace, contacts.Count, cancellation);
        if (!isAlone)
            await calls.KeepAsync(workspace.Id, id, call, cancellation);
        var now = Milliseconds.Floor(clock.GetUtcNow());
        await entries.AddAsync(workspace.Id, id, [.. contacts.Select(each => new NewEntry(new EntryKey(each.Contact!.Value, call.Occasion), now, called[each.Index].Content))], cancellation);
        return new FireAnswer(call.Id, contacts.Count, [.. found.Where(each => each.Contact is null).Select(each => new RefusedContact(each.Index, each.Code!, each.Message!))]) { Orchestration = campaign.OrchestrationId };
    }

    private void RequireStanding(Campaign campaign, Workspace workspace)
    {
        var now = clock.GetUtcNow();
        var why = campaign switch
        {
            { Definition.Type: not CampaignType.Api } => $"it is of type {PartRule.Name(campaign.Definition.Type)}, and calls fire campaigns of type api",
            { Schedule: not { State: ScheduleState.On or ScheduleState.Paused } } or { Status: not (CampaignStatus.Scheduled or CampaignStatus.Active or CampaignStatus.Paused) } =>
                $"it is {CampaignMoves.Name(campaign.Status)}, and calls are taken once it is approved and scheduled, until it ends",
            { StartsAt: { } start } when start > now => $"it stands from {start:u} only",
            _ when StandingDays.Closes(campaign.Definition.Schedule, workspace.TimeZone) <= now => "its last day is over",
            _ => null,
        };
        if (why is not null)
            throw new ConflictException($"The campaign can't be fired now: {why}.", details: new Dictionary<string, object?> { ["state"] = CampaignMoves.Name(campaign.Status) });
    }

    /// <summary>Whom the call is for, in its order. Who stands in it twice is refused the second time.</summary>
    private async Task<IReadOnlyList<FiredContact>> FindAsync(Caller caller, IReadOnlyList<CalledContact> called, CancellationToken cancellation)
    {
        var found = new FiredContact[called.Count];

        // New contacts are added one after the other, since two of them may be one person.
        var limits = new ParallelOptions { MaxDegreeOfParallelism = called.Any(each => each.New is not null) ? 1 : Abreast, CancellationToken = cancellation };
        await Parallel.ForEachAsync(called, limits, async (each, stop) => found[each.Index] = await OneAsync(caller, each, stop));
        var seen = new HashSet<ContactId>();
        return [.. found.Select(each => each.Contact is not { } contact || seen.Add(contact) ? each
            : new FiredContact(each.Index, null, "duplicate_contact", $"{contact} stands in the call before: each contact gets its message once."))];
    }

    private async Task<FiredContact> OneAsync(Caller caller, CalledContact called, CancellationToken cancellation)
    {
        if (called.Problem is { } problem)
            return new FiredContact(called.Index, null, problem.Code, problem.Message);
        if (await people.RunAsync(caller.Workspace, called.Whom, cancellation) is { } contact)
            return new FiredContact(called.Index, contact);
        if (called.New is not { } json)
            return new FiredContact(called.Index, null, "unknown_contact", $"There is no contact {Named(called.Whom)} in this workspace: add them first, or give createMissing: true with their fields.");
        try
        {
            return new FiredContact(called.Index, (await save.RunAsync(caller, InputValue.Of(json, "contact"), cancellation)).Contact.Id);
        }
        catch (InvalidInputException refused)
        {
            return new FiredContact(called.Index, null, refused.Problems[0].Code, refused.Problems[0].Message);
        }
    }

    private static string Named(Whom whom) => $"'{whom.Id?.ToString() ?? whom.ExternalId ?? whom.Address}'";
}

/// <param name="Id">Asks how it stands: <c>fires/{id}</c>.</param>
/// <param name="Accepted">Contacts that get the message, as far as they may be reached.</param>
public sealed record FireAnswer(string Id, int Accepted, IReadOnlyList<RefusedContact> Refused)
{
    /// <summary>Who is to be rung.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Orchestration { get; init; } = "";
}

/// <param name="Index">Its place in the call.</param>
public sealed record RefusedContact(int Index, string Code, string Message);
