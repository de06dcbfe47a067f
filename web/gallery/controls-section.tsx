import { useState } from "react";
import {
  Badge,
  Breadcrumbs,
  Button,
  ButtonLink,
  Card,
  Grid,
  ICON_PATHS,
  Icon,
  IconButton,
  type IconName,
  LICENCE_STATUSES,
  Link,
  Menu,
  ProgressBar,
  Row,
  SearchField,
  Stack,
  StatusBadge,
  Steps,
  Tabs,
  useText,
} from "../ui/index.ts";
import { galleryText } from "./gallery-text.ts";

export function ControlsSection() {
  const { controls: text } = useText(galleryText);
  const [query, setQuery] = useState("");
  const [live, setLive] = useState("JY1999");
  return (
    <Stack gap="l">
      <Breadcrumbs
        crumbs={text.crumbs.map((label, at) => ({ label, ...(at < 2 && { href: "/controls" }) }))}
      />
      <Grid>
        <Card>
          <Row>
            <Button variant="primary">{text.primary}</Button>
            <Button>{text.secondary}</Button>
            <Button variant="quiet">{text.quiet}</Button>
            <Button variant="danger" icon="trash">
              {text.danger}
            </Button>
          </Row>
          <Row>
            <Button variant="primary" pending>
              {text.pending}
            </Button>
            <Button pending>{text.pending}</Button>
            <Button disabled>{text.disabled}</Button>
            <Button variant="primary" disabled>
              {text.disabled}
            </Button>
          </Row>
          <Row>
            <Button size="small" icon="plus">
              {text.small}
            </Button>
            <Button size="large" variant="primary" icon="qr">
              {text.large}
            </Button>
            <ButtonLink href="/controls" icon="arrow-right">
              {text.link}
            </ButtonLink>
          </Row>
          <Row>
            <IconButton icon="search" label={text.search} />
            <IconButton icon="print" label={text.menuEntries.print} variant="outline" />
            <Menu
              label={text.menu}
              entries={[
                { id: "edit", label: text.menuEntries.edit, icon: "edit" },
                { id: "print", label: text.menuEntries.print, icon: "print", disabled: true },
                { id: "remove", label: text.menuEntries.remove, icon: "trash", danger: true },
              ]}
            />
            <Menu
              label={text.menu}
              icon="more"
              iconOnly
              look="quiet"
              entries={[{ id: "edit", label: text.menuEntries.edit, icon: "edit" }]}
            />
            <p>
              <Link href="/controls">{text.link}</Link>
            </p>
          </Row>
        </Card>
        <Card title={text.badges}>
          <Row>
            {LICENCE_STATUSES.map((status) => (
              <StatusBadge key={status} status={status} />
            ))}
          </Row>
          <Row>
            {(["neutral", "info", "good", "warn", "bad"] as const).map((tone) => (
              <Badge key={tone} tone={tone} icon="flag">
                {text.steps[1]}
              </Badge>
            ))}
          </Row>
        </Card>
        <Card>
          <SearchField label={text.search} value={query} onChange={setQuery} onSubmit={setQuery} />
          <SearchField label={text.search} showLabel value={live} onChange={setLive} />
        </Card>
        <Card>
          <ProgressBar label={text.progress} value={320} max={1000} detail={text.progressDetail} />
          <ProgressBar label={text.working} />
          <Steps label={text.progress} steps={text.steps} current={1} />
        </Card>
        <Card>
          <Tabs
            label={text.badges}
            tabs={text.tabs.map((label, at) => ({
              id: String(at),
              label,
              ...(at === 0 && { count: 12 }),
              content: <p>{`${label}：${text.tabText}`}</p>,
            }))}
          />
        </Card>
      </Grid>
    </Stack>
  );
}

export function IconsSection() {
  return (
    <Card>
      <Grid columns={4}>
        {(Object.keys(ICON_PATHS) as IconName[]).map((name) => (
          <Row key={name}>
            <Icon name={name} size={28} />
            <span>{name}</span>
          </Row>
        ))}
      </Grid>
    </Card>
  );
}
