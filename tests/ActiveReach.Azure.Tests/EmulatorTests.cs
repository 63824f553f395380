using System.Reflection;
using Azure.Emulators;
using Azure.Emulators.Storage;

namespace ActiveReach.Azure.Tests;

/// <summary>The emulators, as far as the tests rely on them.</summary>
public sealed class EmulatorTests
{
    [Fact]
    public void What_an_emulator_can_not_do_is_written_down()
    {
        var documented = File.ReadAllText(Path.Combine(Repository.Root, "docs", "azure.md"));

        var lacking = typeof(EmulatorLacks).GetFields(BindingFlags.Public | BindingFlags.Static).Select(one => (string)one.GetRawConstantValue()!).Where(reason => !documented.Contains(reason, StringComparison.Ordinal));
        Assert.True(!lacking.Any(), $"List in docs/azure.md, word by word: {string.Join(' ', lacking)}");
    }

    [Fact]
    public async Task An_emulator_ends_with_whoever_started_it_even_when_that_is_killed()
    {
        // Killed, a process leaves nothing but a broken pipe; so does closing ours.
        using var azurite = await Azurite.StartAsync();

        azurite.LetGo();

        await azurite.Ended.WaitAsync(Eventually.Bound);
    }
}
