using ActiveReach.Audiences.Contacts;
using ActiveReach.Entries;
using ActiveReach.Entries.Calls;
using ActiveReach.Entries.Members;
using ActiveReach.Entries.Triggers;
using ActiveReach.Events;
using ActiveReach.Functions.Entries;
using ActiveReach.Retention;
using ActiveReach.Runs.Standing;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Composition;

internal static class EntriesComposition
{
    /// <summary>Those who are to get the message of a standing campaign.</summary>
    public static IServiceCollection AddEntries(this IServiceCollection services) => services
        .AddSingleton<FindPerson>()
        .AddSingleton<FiredCalls>()
        .AddSingleton<CallUsage>()
        .AddSingleton<FireCampaign>()
        .AddSingleton<ShowFire>()
        .AddSingleton<StandingTriggers>()
        .AddSingleton<EnterBirthdays>()
        .AddSingleton<IPastEvents, PastEvents>()
        .AddSingleton<Watches>()
        .AddSingleton<EnterMembers>()
        .AddSingleton<SweepMembers>()
        .AddSingleton<HearChanges>()
        .AddSingleton<ChangedContacts>()
        .AddSingleton<HearEvents>()
        .AddSingleton<IErasureStep, EraseEntries>()
        .AddSingleton<RemoveOldEntries>()
        .AddSingleton(provider => new RetentionStep(kept => kept.Events, provider.GetRequiredService<RemoveOldEntries>().RunAsync));
}
