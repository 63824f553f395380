using ActiveReach.Delivery.Sending;
using Microsoft.Extensions.DependencyInjection;
using Contracts;

namespace ActiveReach.Sqlite.Tests;

public sealed class SqliteCancellationTests : CancellationContract, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("activereach-");
    private readonly ServiceProvider services;

    public SqliteCancellationTests() => services = new ServiceCollection()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(new DeliveryOptions())
        .AddSqliteStores(_ => new ProductDatabaseOptions { Directory = folder.FullName })
        .BuildServiceProvider();

    public static TheoryData<string, string> Methods => MethodsIn(typeof(SqliteStores).Assembly);

    [Theory]
    [MemberData(nameof(Methods))]
    public Task Who_gives_up_before_a_call_is_heard_by_it(string port, string method) => GivenUpAsync(port, method);

    public void Dispose()
    {
        services.Dispose();
        folder.Delete(recursive: true);
    }

    protected override object Port(Type port) => services.GetRequiredService(port);
}
