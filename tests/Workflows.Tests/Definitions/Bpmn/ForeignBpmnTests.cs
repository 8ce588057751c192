using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.Bpmn;
using Innovation.Workflows.Definitions.Validation;

namespace Innovation.Workflows.Tests.Definitions.Bpmn;

/// <summary>Files as Camunda, Flowable and bpmn.io write them: everything is taken over or named, and nothing is invented.</summary>
public sealed class ForeignBpmnTests
{
    private const string Head = """
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
          xmlns:flowable="http://flowable.org/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="x">
        <process id="p" name="外来流程" isExecutable="true">
        """;

    private const string Tail = "</process></definitions>";

    private static string Flow(string id, string from, string to, string name = "", string condition = "") =>
        $"<sequenceFlow id=\"{id}\" sourceRef=\"{from}\" targetRef=\"{to}\"{(name.Length > 0 ? $" name=\"{name}\"" : "")}>{(condition.Length > 0 ? $"<conditionExpression xsi:type=\"tFormalExpression\">{condition}</conditionExpression>" : "")}</sequenceFlow>";

    private static BpmnResult ReadFlows(string nodes, params string[] flows) => BpmnImport.Read(Head + nodes + string.Concat(flows) + Tail);

    private static JsonArray Stages(BpmnResult result)
    {
        Assert.True(result.Process is not null, string.Join("; ", result.Findings));
        DefinitionJson.Read(result.Process, out var problems);
        Assert.DoesNotContain(problems, p => p.Code is "definition.malformed" or "stage.unknownKind");
        return result.Process["stages"]!.AsArray();
    }

    private static string[] Names(JsonNode? stage) => [.. stage!["outcomes"]!.AsArray().Select(o => o!["name"]!.ToString())];

    private static JsonNode Outcome(JsonNode? stage, string name) => Assert.Single(stage!["outcomes"]!.AsArray(), o => o!["name"]!.ToString() == name)!;

    private static void Says(BpmnResult result, string id, params string[] words) =>
        Assert.Contains(result.Findings, f => f.ElementId == id && words.All(w => f.Message.Contains(w, StringComparison.Ordinal)));

    private static void MayNotBePublished(BpmnResult result, string code)
    {
        var definition = DefinitionJson.Read(result.Process!, out var problems);
        var all = problems.Concat(DefinitionValidator.Validate(definition!)).Concat(SoundnessRules.Check(definition!));
        Assert.Contains(all, p => p.Code == code && !p.IsWarning);
    }

    [Fact]
    public void AGatewayThatAsksForDataBecomesAChoice()
    {
        var result = ReadFlows("""
            <startEvent id="s"/><userTask id="a" name="受理"/><exclusiveGateway id="g" name="金额" default="small"/>
            <userTask id="big" name="局长审批"/><userTask id="office" name="科室审批"/><endEvent id="e" name="办结"/>
            """, Flow("f1", "s", "a"), Flow("f2", "a", "g"), Flow("large", "g", "big", "", "${form.amount &gt; 10000 &amp;&amp; form.kind == 'A'}"), Flow("small", "g", "office"), Flow("f5", "big", "e"), Flow("f6", "office", "e"));
        var stages = Stages(result);
        Assert.Equal(["完成"], Names(stages[1]));
        Assert.Equal("choice", stages[2]!["kind"]!.ToString());
        var options = stages[2]!["options"]!.AsArray();
        Assert.Equal("form.amount > 10000  and  form.kind = \"A\"", options[0]!["when"]!.ToString());
        Assert.True(options[1]!["otherwise"]!.GetValue<bool>());
        Assert.Equal(["局长审批", "科室审批"], options.Select(o => o!["stages"]![0]!["name"]!.ToString()));
        Says(result, "large", "form.amount");
    }

    [Fact]
    public void DataThatLeadStraightToEndsStayOpenAndArePublishedByNobody()
    {
        var result = ReadFlows("""<startEvent id="s"/><userTask id="a" name="受理"/><exclusiveGateway id="g"/><endEvent id="yes" name="认定"/><endEvent id="no" name="不予受理"/>""",
            Flow("f1", "s", "a"), Flow("f2", "a", "g"), Flow("f3", "g", "yes", "", "${form.amount &gt; 10000}"), Flow("f4", "g", "no", "", "${form.amount &lt;= 10000}"));
        var stage = Stages(result)[1];
        Assert.Equal(["认定", "不予受理"], Names(stage));
        Assert.All(stage!["outcomes"]!.AsArray(), o => Assert.Null(o!["route"]));
        Says(result, "f3", "form.amount > 10000", "没有导入");
        Says(result, "f4", "form.amount <= 10000", "没有导入");
        MayNotBePublished(result, "outcome.noRoute");
    }

    [Fact]
    public void AConditionThatNobodyCanReadIsNamedAndLeftOpen()
    {
        var result = ReadFlows("""<startEvent id="s"/><userTask id="a" name="受理"/><exclusiveGateway id="g" default="f4"/><userTask id="b" name="甲"/><userTask id="c" name="乙"/><endEvent id="e"/>""",
            Flow("f1", "s", "a"), Flow("f2", "a", "g"), Flow("f3", "g", "b", "", "${rules.check(execution)}"), Flow("f4", "g", "c"), Flow("f5", "b", "e"), Flow("f6", "c", "e"));
        Assert.Equal("", Stages(result)[2]!["options"]![0]!["when"]!.ToString());
        Says(result, "f3", "${rules.check(execution)}", "读不懂");
        MayNotBePublished(result, "choice.when");
    }

    [Fact]
    public void WhatAPersonChoseBecomesHisOutcomes()
    {
        var result = ReadFlows("""<startEvent id="s"/><userTask id="a" name="审核"/><exclusiveGateway id="g"/><userTask id="b" name="复核"/><endEvent id="yes" name="认定"/><endEvent id="no" name="不通过"/>""",
            Flow("f1", "s", "a"), Flow("f2", "a", "g"), Flow("f3", "g", "b", "", "${approved}"), Flow("f4", "g", "no", "", "${!approved}"), Flow("f5", "b", "yes"));
        var stage = Stages(result)[1];
        Assert.Equal(["同意", "不同意"], Names(stage));
        Assert.Equal("next", Outcome(stage, "同意")["route"]!.ToString());
        Assert.True(Outcome(stage, "同意")["positive"]!.GetValue<bool>());
        Assert.Null(Outcome(stage, "不同意")["positive"]);
        Assert.True(Outcome(stage, "不同意")["requiresComment"]!.GetValue<bool>());
        Assert.NotNull(Outcome(stage, "不同意")["route"]!["end"]);
        Says(result, "f4", "${!approved}", "不同意");
    }

    [Fact]
    public void AVariableThatIsNoApprovalNamesNoApproval()
    {
        var result = ReadFlows("""<startEvent id="s"/><userTask id="a" name="分办" camunda:candidateGroups="applicantManagers"/><exclusiveGateway id="g"/><userTask id="b" name="急办"/><userTask id="c" name="常办"/><endEvent id="e" name="办结"/>""",
            Flow("f1", "s", "a", "", "${always}"), Flow("f2", "a", "g"), Flow("f3", "g", "b", "", "${urgent}"), Flow("f4", "g", "c", "", "${!urgent}"), Flow("f5", "b", "c"), Flow("f6", "c", "e"));
        var stage = Stages(result)[1];
        Assert.Equal(["到“急办”", "到“常办”"], Names(stage));
        Assert.Equal("officer", stage!["assign"]!["role"]!.ToString());
        Says(result, "a", "applicantManagers", "不是系统里的角色");
        Says(result, "f4", "${!urgent}");
    }

    [Fact]
    public void AConditionWhereNothingIsDecidedIsNamed()
    {
        var result = ReadFlows("""<startEvent id="s"/><parallelGateway id="p1"/><userTask id="a" name="甲"/><userTask id="b" name="乙"/><parallelGateway id="p2"/><userTask id="c" name="丙"/><endEvent id="e" name="办结"/>""",
            Flow("f1", "s", "p1"), Flow("f2", "p1", "a", "", "${form.x &gt; 1}"), Flow("f3", "p1", "b"), Flow("f4", "a", "p2", "", "${form.y &gt; 1}"), Flow("f5", "b", "p2"), Flow("f6", "p2", "c"), Flow("f7", "c", "e"));
        Assert.Equal(["submission", "parallel", "review"], Stages(result).Select(x => x!["kind"]!.ToString()));
        Says(result, "f2", "form.x > 1");
        Says(result, "f4", "form.y > 1");
    }

    [Fact]
    public void NoTwoOutcomesOfAStageHaveTheSameName()
    {
        var result = ReadFlows("""<startEvent id="s"/><userTask id="a" name="审核"/><exclusiveGateway id="g"/><userTask id="b" name="复核"/><endEvent id="one"/><endEvent id="two"/>""",
            Flow("f1", "s", "a"), Flow("f2", "a", "g"), Flow("f3", "g", "b", "同意"), Flow("f4", "g", "one", "同意"), Flow("f5", "g", "two"), Flow("f6", "g", "a"), Flow("f7", "b", "one"));
        Assert.Equal(["同意", "同意（2）", "结束", "到“审核”"], Names(Stages(result)[1]));
    }

    [Theory]
    [InlineData("""<userTask id="fix" name="调整申请" camunda:assignee="${initiator}"/>""")]
    [InlineData("""<userTask id="fix" name="Rework" camunda:assignee="${applyUserId}"/>""")]
    [InlineData("""<task id="fix" name="修改后重新提交"/>""")]
    public void TheLoopOfRejectingAdjustingAndAskingAgainIsReturningForChanges(string task)
    {
        var result = ReadFlows($"""
            <startEvent id="s"/><userTask id="a" name="科室审核"/><exclusiveGateway id="g1"/><userTask id="b" name="领导审核"/><exclusiveGateway id="g2"/>{task}
            <exclusiveGateway id="g3"/><endEvent id="e" name="通过"/><endEvent id="gone" name="放弃"/>
            """, Flow("f1", "s", "a"), Flow("f2", "a", "g1"), Flow("f3", "g1", "b", "", "${deptOk}"), Flow("f4", "g1", "fix", "", "${!deptOk}"), Flow("f5", "b", "g2"), Flow("f6", "g2", "e", "", "${leaderOk}"),
            Flow("f7", "g2", "fix", "驳回", "${!leaderOk}"), Flow("f8", "fix", "g3"), Flow("f9", "g3", "a", "", "${again}"), Flow("f10", "g3", "gone", "", "${!again}"));
        var stages = Stages(result);
        Assert.Equal(["提交申报", "科室审核", "领导审核"], stages.Select(x => x!["name"]!.ToString()));
        var submission = stages[0]!["id"]!.ToString();
        Assert.Equal(submission, Outcome(stages[1], "退回修改")["route"]!["to"]!.ToString());
        Assert.Equal(submission, Outcome(stages[2], "驳回")["route"]!["to"]!.ToString());
        Assert.Null(Outcome(stages[1], "退回修改")["positive"]);
        Assert.True(Outcome(stages[1], "同意")["positive"]!.GetValue<bool>());
        Says(result, "fix", "退回修改");
        Says(result, "f10", "放弃");
        Says(result, "f9", "${again}");
    }

    [Fact]
    public void TheApplicantsOwnFirstTaskIsTheApplication()
    {
        var result = ReadFlows("""<startEvent id="s"/><userTask id="fill" name="填写申请" camunda:assignee="${initiator}"/><userTask id="a" name="审核"/><exclusiveGateway id="g"/><endEvent id="e" name="通过"/>""",
            Flow("f1", "s", "fill"), Flow("f2", "fill", "a"), Flow("f3", "a", "g"), Flow("f4", "g", "e", "同意"), Flow("f5", "g", "fill", "退回"));
        var stages = Stages(result);
        Assert.Equal(["submission", "review"], stages.Select(x => x!["kind"]!.ToString()));
        Assert.Equal(stages[0]!["id"]!.ToString(), Outcome(stages[1], "退回")["route"]!["to"]!.ToString());
        Assert.Null(Outcome(stages[1], "退回")["positive"]);
    }

    [Fact]
    public void ATimerThatDoesNotInterruptOnlyReminds()
    {
        var result = ReadFlows("""
            <startEvent id="s"/><userTask id="a" name="审核"/><endEvent id="e" name="通过"/>
            <boundaryEvent id="t" name="三天" attachedToRef="a" cancelActivity="false"><timerEventDefinition><timeDuration>P3D</timeDuration></timerEventDefinition></boundaryEvent>
            <sendTask id="mail" name="催办邮件"/><endEvent id="sent"/>
            <boundaryEvent id="err" name="出错" attachedToRef="a"><errorEventDefinition/></boundaryEvent><userTask id="repair" name="排错"/><endEvent id="broken"/>
            """, Flow("f1", "s", "a"), Flow("f2", "a", "e"), Flow("f3", "t", "mail"), Flow("f4", "mail", "sent"), Flow("f5", "err", "repair"), Flow("f6", "repair", "broken"));
        var stage = Stages(result)[1];
        Assert.Equal(["完成"], Names(stage));
        Assert.Equal("3", stage!["deadline"]!["amount"]!.ToJsonString());
        Assert.Equal("sectionHead", stage["deadline"]!["onExpiry"]!["escalate"]!.ToString());
        Assert.Null(stage["deadline"]!["onExpiry"]!["outcome"]);
        Says(result, "t", "不打断");
        foreach (var id in (string[])["mail", "err", "repair"]) Assert.Contains(result.Findings, f => f.ElementId == id);
    }

    [Fact]
    public void AnInterruptingTimerEndsTheStageAndAPeriodThatIsNotUnderstoodStaysOpen()
    {
        var result = ReadFlows("""
            <startEvent id="s"/><userTask id="a" name="审核"/><endEvent id="e" name="通过"/><endEvent id="late" name="逾期"/>
            <boundaryEvent id="t" attachedToRef="a"><timerEventDefinition><timeDuration>${days}</timeDuration></timerEventDefinition></boundaryEvent>
            """, Flow("f1", "s", "a"), Flow("f2", "a", "e"), Flow("f3", "t", "late"));
        var stage = Stages(result)[1];
        Assert.True(Outcome(stage, "逾期")["automatic"]!.GetValue<bool>());
        Assert.Null(Outcome(stage, "逾期")["positive"]);
        Says(result, "a", "${days}", "读不懂");
        MayNotBePublished(result, "deadline.amount");
    }

    [Fact]
    public void PeopleFormsDatesTextsEventsAndEndsAreTakenOverOrNamed()
    {
        var result = ReadFlows("""
            <documentation>全流程说明</documentation>
            <startEvent id="s" name="收到来文" camunda:initiator="who"><messageEventDefinition messageRef="m"/></startEvent>
            <userTask id="a" name="初审" camunda:candidateGroups="sectionHead" camunda:formKey="form-1" camunda:dueDate="P5D" camunda:priority="50"><documentation>看材料是否齐全</documentation></userTask>
            <userTask id="b" name="会签" flowable:assignee="${person}" flowable:candidateUsers="lisi"><extensionElements><camunda:taskListener event="create" class="x.Y"/></extensionElements>
              <multiInstanceLoopCharacteristics camunda:collection="people"><completionCondition>${done &gt; 2}</completionCondition></multiInstanceLoopCharacteristics></userTask>
            <userTask id="c" name="审定"><potentialOwner><resourceAssignmentExpression><formalExpression>法规科</formalExpression></resourceAssignmentExpression></potentialOwner></userTask>
            <endEvent id="e" name="已认定"><terminateEventDefinition/></endEvent>
            """, Flow("f1", "s", "a"), Flow("f2", "a", "b"), Flow("f3", "b", "c"), Flow("f4", "c", "e"));
        var stages = Stages(result);
        Assert.Equal("sectionHead", stages[1]!["assign"]!["role"]!.ToString());
        Assert.Equal("5", stages[1]!["deadline"]!["amount"]!.ToJsonString());
        Assert.Contains(result.Process!["results"]!.AsArray(), r => r!["name"]!.ToString() == "已认定");
        Says(result, "p", "全流程说明");
        Says(result, "s", "消息事件");
        Says(result, "s", "who");
        Says(result, "a", "form-1");
        Says(result, "a", "50");
        Says(result, "a", "看材料是否齐全");
        Says(result, "b", "${person}", "lisi", "不是系统里的角色");
        Says(result, "b", "people");
        Says(result, "b", "完成条件", "${done > 2}");
        Says(result, "b", "x.Y");
        Says(result, "c", "法规科", "不是系统里的角色");
        Says(result, "e", "终止全部分支");
        // No finding contradicts the file.
        Assert.DoesNotContain(result.Findings, f => f.Message.Contains("没有写明", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Findings, f => f.ElementId == "a" && (f.Message.Contains("sectionHead", StringComparison.Ordinal) || f.Message.Contains("P5D", StringComparison.Ordinal)));
    }

    [Fact]
    public void WorkAfterTheLastPersonIsLeftOutByName()
    {
        var result = ReadFlows("""<startEvent id="s"/><userTask id="a" name="审核"/><exclusiveGateway id="g"/><serviceTask id="book" name="登&#10;记" camunda:delegateExpression="${bookIt}"/><sendTask id="mail" name="通知"/><endEvent id="yes" name="通过"/><endEvent id="no" name="不通过"/>""",
            Flow("f1", "s", "a"), Flow("f2", "a", "g"), Flow("f3", "g", "book", "同意"), Flow("f4", "g", "mail", "不同意"), Flow("f5", "book", "yes"), Flow("f6", "mail", "no"));
        var stage = Stages(result)[1];
        Assert.NotNull(Outcome(stage, "同意")["route"]!["end"]);
        Assert.True(Outcome(stage, "同意")["positive"]!.GetValue<bool>());
        Assert.NotEqual(Outcome(stage, "同意")["route"]!["end"]!.ToString(), Outcome(stage, "不同意")["route"]!["end"]!.ToString());
        // What it would have called is named too; a name of two lines is one.
        Says(result, "book", "“登 记”", "已略去");
        Says(result, "book", "${bookIt}");
        Says(result, "mail", "已略去");
    }

    [Fact]
    public void ARefusalNamesWhatCausesIt()
    {
        var ends = ReadFlows("""<startEvent id="s"/><serviceTask id="check" name="查重"/><exclusiveGateway id="g" name="重复"/><userTask id="a" name="审核"/><endEvent id="e" name="办结"/><endEvent id="no" name="退件"/>""",
            Flow("f1", "s", "check"), Flow("f2", "check", "g"), Flow("f3", "g", "a", "", "${form.n = 0}"), Flow("f4", "g", "no", "", "${form.n &gt; 0}"), Flow("f5", "a", "e"));
        Assert.Null(ends.Process);
        Says(ends, "g", "重复", "退件", "由人办理");
        var nobody = ReadFlows("""<startEvent id="s"/><serviceTask id="x" name="登记"/><endEvent id="e" name="完"/>""", Flow("f1", "s", "x"), Flow("f2", "x", "e"));
        Assert.Null(nobody.Process);
        Says(nobody, "x", "登记", "完", "办理环节");
    }
}
