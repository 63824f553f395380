using ActiveReach.Outlets;
using ActiveReach.Outlets.Assignment;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Composition;

internal static class OutletsComposition
{
    /// <summary>Outlets, and who belongs to them.</summary>
    public static IServiceCollection AddOutlets(this IServiceCollection services) => services
        .AddSingleton<OutletRegister>()
        .AddSingleton<OutletDirectories>()
        .AddSingleton<OutletWords>()
        .AddSingleton<Assignments>()
        .AddSingleton<CreateOutlet>()
        .AddSingleton<ChangeOutlet>()
        .AddSingleton<RemoveOutlet>()
        .AddSingleton<AssignOutlets>();
}
