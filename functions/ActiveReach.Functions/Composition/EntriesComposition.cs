using ActiveReach.Audiences.Contacts;
using ActiveReach.Entries;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Composition;

internal static class EntriesComposition
{
    /// <summary>Those who are to get the message of a standing campaign.</summary>
    public static IServiceCollection AddEntries(this IServiceCollection services) => services
        .AddSingleton<IErasureStep, EraseEntries>();
}
