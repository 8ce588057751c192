using System.Text.Json.Nodes;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Tests.Programs;

namespace Innovation.Workflows.Tests.Forms;

public sealed class FormFuzzTests
{
    [Fact]
    public void BadInputNeverThrowsAndNormalisingIsIdempotent()
    {
        const int seed = 505;
        var random = new Random(seed);
        var fields = Pr01Sample.Schema.Sections.SelectMany(section => section.Fields).ToArray();
        for (var run = 0; run < 4_000; run++)
        {
            var raw = random.Next(2) == 0 ? Pr01Sample.Raw() : [];
            for (var i = random.Next(6); i >= 0; i--)
            {
                var field = fields[random.Next(fields.Length)];
                raw[field.Id] = Value(random, 3);
                if (field.Columns.Count > 0 && random.Next(2) == 0)
                    raw[field.Id] = new JsonArray(new JsonObject { [field.Columns[random.Next(field.Columns.Count)].Id] = Value(random, 2) }, Value(random, 1));
            }
            try
            {
                var form = FormParser.Normalize(Pr01Sample.Schema, raw);
                var again = FormParser.Normalize(Pr01Sample.Schema, (JsonObject)form.Values.DeepClone());
                Assert.Equal(CanonicalJson.Write(form.Values), CanonicalJson.Write(again.Values));
                var problems = FormValidator.Validate(Pr01Sample.Schema, form.Values, Pr01Sample.Context);
                Assert.All(problems, problem => Assert.EndsWith("。", problem.Message));
                FormDiff.Compare(Pr01Sample.Schema, Pr01Sample.Canonical(), form.Values);
            }
            catch (Exception failure)
            {
                Assert.Fail($"seed {seed}, run {run}: {raw.ToJsonString()}\n{failure}");
            }
        }
    }

    private static JsonNode? Value(Random random, int depth) => random.Next(depth == 0 ? 7 : 10) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.Next(-5, 3000),
        3 => double.MaxValue,
        4 => "",
        5 => string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => (char)random.Next(1, 0xD800))),
        6 => "2026-09-16",
        7 => new JsonArray(Enumerable.Range(0, random.Next(3)).Select(_ => Value(random, depth - 1)).ToArray()),
        8 => new JsonObject { ["name"] = Value(random, depth - 1), ["uscc"] = Value(random, depth - 1) },
        _ => new JsonObject { ["id"] = "f", ["name"] = "a.pdf", ["x"] = Value(random, depth - 1) },
    };
}
