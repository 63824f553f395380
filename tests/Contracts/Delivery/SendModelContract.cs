using Contracts.Delivery.Model;
using FsCheck;
using FsCheck.Fluent;

namespace Contracts.Delivery;

/// <summary>What every set of stores of the send ledger keeps, whatever happens in whatever order: nobody is sent to twice, nobody is lost, no outcome
/// of a call is dropped, the sums are those of the rows. <c>ACTIVEREACH_MODEL_CASES</c> asks for more cases, <c>ACTIVEREACH_MODEL_SEED</c> for one alone.</summary>
public abstract class SendModelContract
{
    /// <summary>So many in <c>./test</c>.</summary>
    protected abstract int Cases { get; }

    /// <summary>Fresh stores for a case.</summary>
    /// <param name="random">For what they do by chance.</param>
    protected abstract ModelStores Open(Random random);

    [Fact]
    public void Whatever_happens_in_whatever_order_nobody_is_sent_to_twice_or_lost_and_the_sums_are_those_of_the_rows()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("ACTIVEREACH_MODEL_SEED"), out var one))
        {
            Play(one);
            return;
        }

        var cases = int.TryParse(Environment.GetEnvironmentVariable("ACTIVEREACH_MODEL_CASES"), out var asked) ? asked : Cases;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(cases), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), Play));
    }

    private void Play(int seed)
    {
        try
        {
            // Away from the tests' own context: whoever has his turn goes on at once.
            Task.Run(() => new SendModel(seed, Open).RunAsync()).GetAwaiter().GetResult();
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"ACTIVEREACH_MODEL_SEED={seed}: {failure.Message}", failure);
        }
    }
}
